// The list of /search/ gets a field that shortens it as one types. Without this file the list is simply whole.
const list = document.getElementById("found");
list.prepend(list.querySelector("template").content);

const field = document.getElementById("q");
const status = list.querySelector("[role=status]");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const entries = [...list.querySelectorAll("section li")].map((item) => [item, plain(item.textContent)]);

function filter() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const [item, text] of entries) {
    item.hidden = !words.every((word) => text.includes(word));
    count += !item.hidden;
  }
  for (const section of list.querySelectorAll("section")) {
    section.hidden = !section.querySelector("li:not([hidden])");
  }
  const found = count ? `${count} of ${entries.length}` : "Nothing with these words. Try fewer, or the beginning of one";
  status.textContent = words.length ? `${found}.` : "";
}

// The address keeps the words, so that a search can be sent to somebody; the status waits until the typing pauses.
let pause;
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    filter();
    history.replaceState(null, "", field.value ? `?q=${encodeURIComponent(field.value)}` : location.pathname);
  }, 120);
});
field.form.addEventListener("submit", (event) => event.preventDefault());
field.value = new URLSearchParams(location.search).get("q") ?? "";
filter();
