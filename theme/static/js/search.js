// The list of /search/ gets a field that shortens it as one types. Without this file the list is simply whole.
// Where the site has an index, it is fetched at the first use of the field.
const list = document.getElementById("found");
list.prepend(list.querySelector("template").content);

const field = document.getElementById("q");
const status = list.querySelector("[role=status]");
const results = document.getElementById("results");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const sections = [...list.querySelectorAll("section:not(#results)")];
const entries = sections.flatMap((section) => [...section.querySelectorAll("li")].map((item) => [item, plain(item.textContent)]));
let finder = null;
let missed = ""; // what to add when nothing is found and the index could not be had

function filter() {
  if (finder) {
    finder.show(field.value.trim(), status).then((shown) => {
      for (const section of sections) section.hidden = shown;
    });
    return;
  }
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const [item, text] of entries) {
    item.hidden = !words.every((word) => text.includes(word));
    count += !item.hidden;
  }
  for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
  const found = count ? `${count} of ${entries.length}` : "Nothing with these words. Try fewer, or the beginning of one";
  status.textContent = words.length ? `${found}.${count ? "" : missed}` : "";
}

async function load() {
  try {
    const opened = await (await import(results.dataset.script)).open(results, filter);
    for (const [item] of entries) item.hidden = false;
    finder = opened;
    filter();
  } catch {
    // Not reached, or a policy that does not let it run: the list goes on being shortened.
    missed = " Only titles and first sentences were looked through: the search inside the texts could not be loaded.";
    filter();
  }
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
if (results && field.value) load();
else if (results) field.addEventListener("focus", load, { once: true });
