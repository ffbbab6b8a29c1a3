// The page Salesforce sends an administrator back to: tells the portal's other pages which link has
// ended, then closes the window it was opened in, or leads on where it was this tab.
(function () {
  var id = document.body.dataset.linking;
  // Nobody waits for this one: the page's own words stay in view.
  if (!id) return;
  try {
    var channel = new BroadcastChannel("portal-links");
    channel.postMessage(id);
    channel.close();
  } catch (_) {
    // The portal asks the server as well.
  }
  // A browser closes only what a script opened; what it keeps open is the tab that began, or a window
  // that Salesforce has cut off from it, where the page's own words say what to do.
  window.close();
  if (sessionStorage.getItem("linking") === id) {
    setTimeout(function () {
      location.replace("/settings/developer/crm#salesforce");
    }, 1500);
  }
})();
