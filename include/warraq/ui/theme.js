// Inside Airflow's frame follow the theme chosen there and show the way back; alone, the browser's theme.
(() => {
  if (window.parent === window) return;
  addEventListener("DOMContentLoaded", () => {
    for (const part of document.querySelectorAll("[data-framed]")) part.hidden = false;
  });
  try {
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
