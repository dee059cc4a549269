// The kernels as Node loads them: from the file, where the page fetches it.

import { load } from "../../aedemo/web/engine/kernels/kernels.js";

export const kernels = () => load();
