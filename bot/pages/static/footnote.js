// Without this all works; with it a citation that is pressed again is still scrolled to and focused, and an
// answer that is being worded is shown as it comes, until it is whole or two minutes have gone.
"use strict";
addEventListener("click", (event) => {
  const link = event.target.closest("a.cite[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (target) {
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }
});

const EVERY = 2000;
let looks = 60;
async function look() {
  if (!document.getElementById("being-worded") || looks-- === 0) return;
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    if (response.ok) show(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    // what stands, stands
  }
  setTimeout(look, EVERY);
}
function show(fresh) {
  const [now, then] = [fresh.getElementById("main"), document.getElementById("main")];
  if (!now || now.innerHTML === then.innerHTML) return;
  const focused = document.activeElement.id;
  then.replaceWith(document.adoptNode(now));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}
setTimeout(look, EVERY);
