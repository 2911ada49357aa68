// Small parts that the page is drawn from. Text goes in as text only, never as markup: what is in a file cannot act here.
"use strict";

const byId = id => document.getElementById(id);

/** An element with its attributes and what is in it: texts, elements, or nothing. */
function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...inside.flat().filter(part => part !== undefined && part !== ""));
  return element;
}

const counted = (number, one, many) => `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;

/** A table that scrolls inside its own box and becomes cards on a phone. Rows are arrays of texts or elements. */
function table(caption, columns, rows) {
  const head = make("thead", {}, make("tr", {}, columns.map(column => make("th", { scope: "col" }, column))));
  const cells = row => row.map((cell, index) => make("td", { "data-label": columns[index] }, make("span", {}, cell)));
  const body = make("tbody", {}, rows.map(row => make("tr", {}, cells(row))));
  return make("table", {}, make("caption", {}, caption), head, body);
}

/** Draws the first so many things, and the rest when asked for. `draw` gives one element for a run of things. */
function inSteps(things, step, noun, draw) {
  const box = make("div");
  const show = from => {
    box.append(draw(things.slice(from, from + step)));
    const left = things.length - from - step;
    if (left <= 0) return;
    const more = make("button", { type: "button", class: "second screen-only" }, `Show ${Math.min(left, step)} more of ${left.toLocaleString("en-GB")} ${noun}`);
    more.addEventListener("click", () => {
      more.remove();
      show(from + step);
      box.lastElementChild?.querySelector?.("summary, th")?.focus?.();
    });
    box.append(more);
  };
  show(0);
  return box;
}

/** A part that opens; what is in it is drawn when it is opened first. */
function opening(title, isOpen, draw) {
  const part = make("details", { class: "group" }, make("summary", {}, title));
  part.addEventListener("toggle", () => {
    if (part.open && part.childElementCount === 1) part.append(draw());
  });
  if (isOpen) part.open = true;
  return part;
}
