// The picture that is enlarged.

import { View } from "../../elements/view.js";

export class Photo extends View {
  static html = "";

  show() {}
}
