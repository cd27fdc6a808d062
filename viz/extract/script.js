// The names of one concept light up together: those of its passage, wherever the pointer or the focus is.
(() => {
  "use strict";
  let lit = [];

  const show = (event) => {
    for (const element of lit) element.classList.remove("lit");
    lit = [];
    const target = event.target instanceof Element ? event.target.closest("[data-concept]") : null;
    if (!target) return;
    const concept = `[data-concept="${CSS.escape(target.dataset.concept)}"]`;
    lit = [...target.closest("article").querySelectorAll(concept)];
    for (const element of lit) element.classList.add("lit");
  };

  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
})();
