import type { FieldDescription } from '../server/description.ts';

/** What every input gets; none keeps a value of its own that matters. */
export interface InputProps {
  /** Unique in the page; the label points at it. */
  readonly id: string;
  readonly field: FieldDescription;
  readonly value: unknown;
  readonly error?: string;
  /** In a table: no label, no help, little room. */
  readonly compact?: boolean;
  readonly autoFocus?: boolean;
  onChange(value: unknown): void;
  onBlur?(): void;
}

/** The parts that all text fields of the library share. */
export function commonProps({ id, field, error, compact, autoFocus, onBlur }: InputProps) {
  return {
    id,
    label: compact ? undefined : field.label,
    required: field.required,
    helperText: error ?? (compact ? undefined : field.help || undefined),
    error: error !== undefined,
    fullWidth: true,
    autoFocus,
    onBlur,
  } as const;
}

/** The name of an input that shows none, for those who hear the page. */
export function hiddenLabel({ compact, field }: InputProps): Record<string, string> {
  return compact ? { 'aria-label': field.label } : {};
}
