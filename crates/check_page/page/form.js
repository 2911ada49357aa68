// The form: what was chosen, what is missing, and one worker for one check.

const FILES = [
  { id: "this-year", role: "this_year", label: "this year" },
  { id: "last-year", role: "last_year", label: "last year" },
  { id: "two-years-ago", role: "two_years_ago", label: "the year before last" },
  { id: "providers", role: "providers", label: "providers" },
  { id: "postcodes", role: "postcodes", label: "postcodes" },
];

// More does not fit into the memory that a browser gives one page.
const MOST_BYTES = 1_000_000_000;

let worker;

byId("form").addEventListener("submit", event => {
  event.preventDefault();
  const files = FILES.flatMap(({ id, ...use }) => [...byId(id).files].map(file => ({ file, ...use })));
  const authority = byId("authority").value.trim().toUpperCase();
  if (showErrors(problems(authority, files))) return;
  check({ authority, yearEnding: Number(byId("year").value), files });
});

byId("stop").addEventListener("click", () => end("Stopped. Nothing was checked."));

// A file that misses its box would otherwise take the place of the page.
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, event => {
    if (event.target.type !== "file") event.preventDefault();
  });
}

/** What stands in the way, each with the field that mends it. */
function problems(authority, files) {
  const found = [];
  if (!/^[A-Z]\d{8}$/.test(authority)) {
    found.push(["authority", "Enter the code of your authority: a letter and eight digits, for example E09000019."]);
  }
  if (!files.some(({ role }) => role === "this_year")) found.push(["this-year", "Choose the files of this year’s return."]);
  // Of the postcode directory a few columns are kept.
  const kept = files.filter(({ role }) => role !== "postcodes");
  if (kept.reduce((sum, { file }) => sum + file.size, 0) > MOST_BYTES) {
    found.push(["this-year", "These files are larger than 1 GB together, more than a browser can hold. Check them with the program throughcare."]);
  }
  return found;
}

/** Lists the problems above the form and takes the reader there. True when there are any. */
function showErrors(found) {
  for (const input of byId("form").querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  byId("error-list").replaceChildren(...found.map(([id, text]) => {
    byId(id)?.setAttribute("aria-invalid", "true");
    return make("li", {}, id ? make("a", { href: `#${id}` }, text) : text);
  }));
  byId("errors").hidden = found.length === 0;
  if (found.length > 0) byId("errors").focus();
  return found.length > 0;
}

function check(request) {
  const began = performance.now();
  const script = new Blob([byId("worker").textContent], { type: "text/javascript" });
  const address = URL.createObjectURL(script);
  byId("results").hidden = true;
  byId("start").disabled = true;
  byId("stop").hidden = false;
  worker = new Worker(address);
  worker.onmessage = ({ data }) => {
    if (data.doing) {
      byId("progress").textContent = `${data.doing} …`;
    } else if (data.answer) {
      const answer = JSON.parse(new TextDecoder().decode(data.answer));
      if (answer.problem) {
        fail(answer.problem);
      } else {
        end(`Checked in ${((performance.now() - began) / 1000).toFixed(1)} seconds.`);
        showResults(answer);
      }
    } else {
      fail(data.failure);
    }
  };
  worker.onerror = () => fail("The browser did not start the checks.");
  worker.postMessage({ engine: byId("engine").textContent, ...request });
  URL.revokeObjectURL(address);
}

function fail(reason) {
  end("");
  showErrors([["", `The check did not come to its end: ${reason} Nothing was sent anywhere. Try with fewer files, or in another browser.`]]);
}

/** The worker goes, and all that it held in memory with it. */
function end(said) {
  worker?.terminate();
  worker = undefined;
  byId("progress").textContent = said;
  byId("start").disabled = false;
  byId("stop").hidden = true;
}
