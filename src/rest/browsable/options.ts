import type { Text } from '../i18n/messages.js';

/** What the pages of the browsable API show of the project. */
export interface BrowsableOptions {
  /** In the top bar; default: `REST API`. */
  readonly title?: Text;
  /** Links in the top bar, e.g. to the API's description. */
  readonly links?: readonly { readonly text: Text; readonly href: string }[];
}
