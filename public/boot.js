// Language and theme before the first paint. Blocking on purpose, and small for that reason.
(function () {
  var root = document.documentElement;
  function remembered(key) {
    try {
      return localStorage.getItem(key);
    } catch (_) {
      return null;
    }
  }
  var lang = remembered("lang");
  if (lang !== "en" && lang !== "fr") {
    var wanted = (navigator.languages || [navigator.language || "en"]).map(function (tag) {
      return tag.slice(0, 2).toLowerCase();
    });
    lang = wanted.filter(function (tag) {
      return tag === "en" || tag === "fr";
    })[0];
  }
  root.lang = lang || "en";
  root.dataset.theme = remembered("theme") || "system";
})();
