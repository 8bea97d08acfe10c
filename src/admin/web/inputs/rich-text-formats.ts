import Quill from 'quill';
import { AlignStyle } from 'quill/formats/align.js';
import { BackgroundStyle } from 'quill/formats/background.js';
import { ColorStyle } from 'quill/formats/color.js';
import Picture from 'quill/formats/image.js';
import { SizeStyle } from 'quill/formats/size.js';

/** What a picture keeps besides its address. */
const ATTRIBUTES = ['alt', 'title', 'width', 'height', 'style'];

/** A picture with everything that the shop lets stand at one. */
class WholePicture extends Picture {
  static override formats(node: Element): Record<string, string | null> {
    const kept = ATTRIBUTES.filter((name) => node.getAttribute(name));
    return Object.fromEntries(kept.map((name) => [name, node.getAttribute(name)]));
  }

  override format(name: string, value: string): void {
    if (!ATTRIBUTES.includes(name)) super.format(name, value);
    else if (value) this.domNode.setAttribute(name, value);
    else this.domNode.removeAttribute(name);
  }
}

// Texts that were written elsewhere have any size, and none is to be lost.
SizeStyle.whitelist = undefined;
AlignStyle.whitelist = undefined;

// By styles, as texts of shops have them, not by classes of the editor's style sheet.
Quill.register(
  {
    'formats/image': WholePicture,
    'formats/size': SizeStyle,
    'formats/align': AlignStyle,
    'formats/color': ColorStyle,
    'formats/background': BackgroundStyle,
  },
  true,
);

/** The editor with formats for all that it is to keep. */
export { Quill };
