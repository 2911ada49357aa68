// Starts the GOV.UK Frontend components on a page and keeps drafts of what is typed. Every page works without this file.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A form with data-draft names where its draft goes. It is sent some seconds after the last key, and when the page is left.
const draftDelay = 2000;
for (const form of document.querySelectorAll("form[data-draft]")) {
  const state = form.querySelector(".app-draft__state");
  const say = (words) => { if (state) state.textContent = words; };
  let waiting;
  let changed = false;
  let sent = false;
  // A draft still on its way when the form is sent must not arrive after it.
  let stop = new AbortController();
  const keep = async () => {
    clearTimeout(waiting);
    if (!changed || sent) return;
    changed = false;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { accept: "text/plain" },
        keepalive: true,
        signal: stop.signal,
      });
      if (answer.redirected) say("You are no longer signed in. Leave this page open, sign in again in another tab, and go on here.");
      else if (answer.ok) say(`Draft saved ${await answer.text()}`);
      else throw new Error(String(answer.status));
    } catch {
      if (sent) return;
      changed = true;
      say("The draft could not be saved. What you typed is still here; it will be tried again.");
      waiting = setTimeout(keep, 5 * draftDelay);
    }
  };
  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, draftDelay);
  });
  form.addEventListener("submit", () => { sent = true; clearTimeout(waiting); stop.abort(); });
  window.addEventListener("pageshow", () => { sent = false; stop = new AbortController(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });
}
