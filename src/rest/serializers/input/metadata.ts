import { PLAIN_ENGLISH, type Wording } from '../../i18n/wording.js';
import type { DeclaredField } from './fields/field.js';
import { HiddenInput } from './fields/hidden.js';
import { shapeOf } from './registry.js';

/** What an OPTIONS answer tells about a field. */
export interface FieldMetadata {
  readonly type: string;
  readonly required: boolean;
  readonly read_only: boolean;
  readonly label: string;
  readonly help_text?: string;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly min_value?: number | string;
  readonly max_value?: number | string;
  readonly child?: Partial<FieldMetadata>;
  readonly choices?: readonly { value: string | number; display_name: string }[];
}

/**
 * The fields of a DTO as OPTIONS answers describe them.
 *
 * DRF: rest_framework.metadata.SimpleMetadata.get_serializer_info
 */
export function fieldsMetadata(
  dto: object,
  wording: Wording = PLAIN_ENGLISH,
): Record<string, FieldMetadata> {
  const metadata: Record<string, FieldMetadata> = {};
  for (const [name, field] of shapeOf(dto).fields) {
    if (field instanceof HiddenInput) continue;
    const { helpText } = field.options;
    metadata[name] = {
      type: field.type,
      required: field.required,
      read_only: !field.isWritable,
      label: labelOf(name, field, wording),
      ...(helpText && { help_text: wording.text(helpText) }),
      ...field.info(wording),
    };
  }
  return metadata;
}

/** The label, or one made of the name: `add_time` is "Add time". DRF: Field.bind */
export function labelOf(name: string, field: DeclaredField, wording: Wording): string {
  const { label } = field.options;
  return label ? wording.text(label) : wording.label(name);
}
