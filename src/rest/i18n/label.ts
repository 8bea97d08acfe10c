/** The label made of a field's name: `add_time` is "Add time". DRF: Field.bind */
export function labelFromName(name: string): string {
  // Django calls every table's key so.
  if (name === 'id') return 'ID';
  const words = name.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
