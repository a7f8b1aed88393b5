// Starts the page on which operations are tried out.
"use strict";
(function () {
  var page = document.currentScript.dataset;
  SwaggerUIBundle({
    url: page.openapi,
    dom_id: "#page",
    deepLinking: true,
    docExpansion: "none",
    filter: true,
    persistAuthorization: false,
    validatorUrl: null,
    defaultModelsExpandDepth: -1,
    presets: [SwaggerUIBundle.presets.apis],
  });
})();
