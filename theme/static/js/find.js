// The directory gets a field for the visitor's own words. All else is loaded when it is first used: by touching the field
// or its button, by an address that holds a choice, or by a shortlist that is kept in this browser.
const found = document.getElementById("found");
found.prepend(found.querySelector("template").content);

const box = found.querySelector("search");
let begun;

// Without a connection the first try fails; the next touch is another.
function begin() {
  begun ??= import(box.dataset.module)
    .then((directory) => directory.begin(box))
    .catch(() => {
      begun = null;
      box.querySelector("[role=status]").textContent = "The search could not be loaded. Is there a connection? The lists below work without it.";
    });
  return begun;
}

box.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
box.addEventListener("focusin", begin);
box.querySelector("button").addEventListener("click", () => begin().then((page) => page?.open()));
addEventListener("popstate", begin);
let kept = null;
try {
  kept = localStorage.getItem("shortlist");
} catch {
  // Without storage there is no shortlist, and everything else works.
}
if (location.hash.includes("=") || kept) begin();
