// Starts the GOV.UK Frontend components on a page. Every page works without this file.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
