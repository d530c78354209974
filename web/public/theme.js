// Before the first paint, so that a chosen theme does not flash.
try {
  var theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch (e) { /* no storage: the system's theme */ }
