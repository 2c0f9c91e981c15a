// What may be wrong with a page as it is shown now; run in the page after axe-core.
(() => {
  const clipped = (one) => {
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== "visible") return true;
    return false;
  };
  const told = (one) => one.outerHTML.slice(0, 120);
  window.looks = {
    // What makes the whole page wider than the window.
    over() {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      const wide = [...document.body.querySelectorAll("*")]
        .filter((one) => one.getBoundingClientRect().right > clientWidth + 1 && !clipped(one));
      return [`${scrollWidth - clientWidth} px`, ...wide.slice(0, 5).map(told)];
    },
    // What a reader without a pointer cannot come to.
    unreached() {
      const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
      const shown = [...all].filter((one) => one.checkVisibility({ checkVisibilityCSS: true }) && !one.disabled);
      const held = document.activeElement;
      const lost = shown.filter((one) => {
        one.focus({ preventScroll: true });
        // An editor takes the focus from its scroller into its field.
        return !one.closest(".CodeMirror")?.contains(document.activeElement) && document.activeElement !== one;
      });
      held?.focus({ preventScroll: true });
      return lost.slice(0, 5).map(told);
    },
    async axe() {
      const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
      const { violations } = await window.axe.run(document, { runOnly });
      const grave = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
      return grave.map(({ id, nodes }) => [id, nodes.length, ...nodes.slice(0, 3).map((one) => `${one.target} ${one.failureSummary}`)]);
    },
  };
})();
