// What pages do beyond plain HTML. Each module binds what it knows by a data-yu-… attribute, again
// after every HTMX swap; without script every page still works.

import { bindConfirm } from "./confirm.js";
import { bindCharts } from "./charts.js";
import { bindFilters } from "./filter.js";
import { bindFolds } from "./folds.js";
import { bindForms } from "./forms.js";
import { bindKeys } from "./keys.js";
import { bindSearch } from "./search.js";
import { bindSuggestions } from "./suggest.js";
import { bindTicks } from "./ticks.js";

function bind(root) {
  bindConfirm(root);
  bindCharts(root);
  bindFilters(root);
  bindFolds(root);
  bindForms(root);
  bindKeys(root);
  bindSearch(root);
  bindSuggestions(root);
  bindTicks(root);
}

bind(document);
document.addEventListener("htmx:afterSwap", (event) => bind(event.target));
