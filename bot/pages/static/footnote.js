// Without this all works; with it a citation that is pressed again is still scrolled to and focused.
"use strict";
addEventListener("click", (event) => {
  const link = event.target.closest("a.cite[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (target) {
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }
});
