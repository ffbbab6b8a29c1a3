// The page Salesforce sends an administrator back to: tells the portal's other pages which link has
// ended, then closes the window it was opened in, or leads on where there was no window.
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
  if (window.name === "portal-link") {
    window.close();
  } else {
    setTimeout(function () {
      location.replace("/settings/developer/crm#salesforce");
    }, 1500);
  }
})();
