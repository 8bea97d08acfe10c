import type { Language } from './language.js';
import { renderText, type Text } from './messages.js';

const labels = new Map<string, Text>();

/**
 * Names fields for people: every field of that name that has no label of its own is called so.
 *
 * DJANGO: verbose_name, which a model's field hands to all serializers
 *
 * @param texts by the field's name on the wire
 */
export function addLabels(texts: Readonly<Record<string, Text>>): void {
  for (const [name, text] of Object.entries(texts)) labels.set(name, text);
}

/** The label of a field without one, or else made of its name: `add_time` is "Add time". DRF: Field.bind */
export function labelFromName(name: string, language: Language): string {
  const label = labels.get(name);
  if (label !== undefined) return renderText(label, language);
  // Django calls every table's key so.
  if (name === 'id') return 'ID';
  const words = name.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
