// An offer goes when its last day is over, though nobody has built the site since. Its words state the day as well.
const over = (offer) => Date.now() >= Date.parse(offer.dataset.until);

for (const offer of document.querySelectorAll("[data-until]")) if (over(offer)) offer.remove();
const none = document.getElementById("no-offers");
if (none) none.hidden = Boolean(document.querySelector("[data-until]"));
