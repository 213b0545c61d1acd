// The search with an index: Pagefind finds, this shows. Fetched by search.js when somebody begins to search.
const AT_ONCE = 10;
const SECTIONS = 3; // places inside one page

const make = (tag, fields = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), fields);
  made.append(...inside);
  return made;
};

// An excerpt is text with marks around the words that were found; nothing else of it is taken over.
function marked(excerpt) {
  const read = new DOMParser().parseFromString(excerpt, "text/html").body;
  return [...read.childNodes].map((node) => (node.nodeName === "MARK" ? make("mark", { textContent: node.textContent }) : node.textContent));
}

function row(found, kind) {
  const item = make("li", {}, make("h3", {}, make("a", { href: found.url, textContent: found.meta.title })), make("p", {}, ...marked(found.excerpt)));
  const places = found.sub_results.filter((one) => one.anchor).slice(0, SECTIONS);
  const meta = make("p", { className: "meta" });
  if (kind) meta.append(make("span", { textContent: kind }));
  for (const one of places) meta.append(" ", make("a", { href: one.url, textContent: one.title }));
  if (meta.firstChild) item.append(meta);
  return item;
}

function choices(select, counts, all) {
  const chosen = select.value;
  const options = Object.entries(counts).filter(([value, count]) => count || value === chosen);
  select.replaceChildren(new Option(all, ""), ...options.map(([value, count]) => new Option(`${value} (${count})`, value)));
  select.value = chosen;
}

export async function open(results, again) {
  // Where the page's policy forbids WebAssembly, this throws, and search.js goes on without an index.
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  const pagefind = await import(`${results.dataset.index}pagefind.js`);
  await pagefind.options({ baseUrl: results.dataset.index.replace(/search\/index\/$/, ""), excerptLength: 24 });
  await pagefind.init();
  await pagefind.filters();
  const [kind, subject] = results.querySelectorAll("select");
  const list = results.querySelector("ul");
  const more = results.querySelector("button");
  let waiting = [];
  let latest = 0;

  async function next(focus) {
    const turn = latest;
    const part = await Promise.all(waiting.slice(0, AT_ONCE).map((one) => one.data()));
    if (turn !== latest) return;
    waiting = waiting.slice(AT_ONCE);
    const rows = part.map((found) => row(found, found.filters.kind?.[0]));
    list.append(...rows);
    more.hidden = !waiting.length;
    if (focus) rows[0]?.querySelector("a").focus();
  }

  results.addEventListener("change", again);
  results.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => next(true));

  // Gives whether there was anything to look for; without it the whole list stands.
  async function show(words, status) {
    const turn = ++latest;
    results.hidden = !words;
    if (!words) {
      status.textContent = "";
      return false;
    }
    const filters = {};
    if (kind.value) filters.kind = [kind.value];
    if (subject.value) filters.subject = [subject.value];
    const found = await pagefind.search(words, { filters });
    if (turn !== latest) return true;
    const { kind: kinds = {}, subject: subjects = {} } = found.totalFilters ?? found.filters;
    choices(kind, kinds, "Everything");
    choices(subject, subjects, "All subjects");
    list.replaceChildren();
    waiting = found.results;
    const count = waiting.length;
    await next(false);
    if (turn !== latest) return true;
    results.dataset.shows = [words, kind.value, subject.value].join("|");
    status.textContent = count ? `${count} ${count === 1 ? "page" : "pages"} found.` : "Nothing with these words. Try fewer, or the beginning of one.";
    return true;
  }
  return { show };
}
