// Inside Airflow's frame follow the theme chosen there; alone, the browser's.
(() => {
  try {
    if (window.parent === window) return;
    const outer = window.parent.document.documentElement;
    const follow = () => {
      const dark = outer.classList.contains("dark") || outer.dataset.theme === "dark";
      const light = outer.classList.contains("light") || outer.dataset.theme === "light";
      if (dark || light) document.documentElement.dataset.theme = dark ? "dark" : "light";
    };
    follow();
    new MutationObserver(follow).observe(outer, { attributes: true, attributeFilter: ["class", "data-theme"] });
  } catch { /* a frame of another origin: the browser's theme stays */ }
})();
