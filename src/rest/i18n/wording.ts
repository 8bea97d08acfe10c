import type { Language } from './language.js';
import { message, renderText, type Text } from './messages.js';

/** What a project calls its things, by their name in code or on the wire. */
export type Names = Readonly<Record<string, Text>>;

const LIST = { en: '{title} list', 'zh-hans': '{title}列表' };

/** How things are called in one language: what the project says, else what their names make. */
export class Wording {
  /**
   * @param labels of fields that have none of their own, by the name on the wire
   * @param titles of resources in pages, by the resource's name
   */
  constructor(
    readonly language: Language,
    private readonly labels: Names = {},
    private readonly titles: Names = {},
  ) {}

  text(text: Text): string {
    return renderText(text, this.language);
  }

  /**
   * The label of a field without one of its own: `add_time` is "Add time".
   *
   * DRF: Field.bind; DJANGO: verbose_name, which a model's field hands to all serializers
   */
  label(name: string): string {
    const label = this.known(name);
    if (label !== undefined) return label;
    // Django calls every table's key so.
    if (name === 'id') return 'ID';
    const words = name.replaceAll('_', ' ').toLowerCase();
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  /** What the project calls a field or a parameter; undefined where it does not say. */
  known(name: string): string | undefined {
    const label = this.labels[name];
    return label === undefined ? undefined : this.text(label);
  }

  /** What a resource is called; undefined where the project does not say. */
  title(name: string): string | undefined {
    const title = this.titles[name];
    return title === undefined ? undefined : this.text(title);
  }

  /** What a list of such things is called. */
  list(title: string): string {
    return message(LIST, { title }).in(this.language);
  }
}

/** As a layer without settings speaks. */
export const PLAIN_ENGLISH = new Wording('en');
