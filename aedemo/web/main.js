// The elements, for any page that loads this module.

import { doors } from "./state/tabs.js";

const tabs = doors(false).flatMap((door) => door.tabs);
await Promise.all(tabs.map((tab) => import(`./tabs/${tab}/${tab}.js`)));
