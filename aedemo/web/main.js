// The elements, for any page that loads this module.

import { broken } from "./elements/broken.js";
import { doors } from "./state/tabs.js";

const define = (tab) =>
  import(`./tabs/${tab}/${tab}.js`).catch((error) =>
    broken([`ae-${tab}`], error, `web/tabs/${tab}/${tab}.js`),
  );

const tabs = doors(false).flatMap((door) => door.tabs);
await Promise.all(tabs.map(define));
