import { FormControl, FormLabel, Box } from '@mui/material';
import type { ComponentType } from 'react';
import type { FieldKind } from '../../kinds.ts';
import { HtmlPreview } from '../values/html-preview.tsx';
import { Value } from '../values/value.tsx';
import { BooleanInput, ChoiceInput, MultipleChoiceInput } from './choice-inputs.tsx';
import { ImageInput } from './image-input.tsx';
import type { InputProps } from './input-props.ts';
import { JsonInput } from './json-input.tsx';
import { ManyRelatedInput, RelatedInput } from './related-input.tsx';
import { RichTextInput } from './rich-text-input.tsx';
import { withAdding } from './with-adding.tsx';
import {
  DateInput,
  MoneyInput,
  NumberInput,
  PasswordInput,
  TextAreaInput,
  TextInput,
} from './text-inputs.tsx';

/** The input of every type of field. */
const INPUTS: Readonly<Record<FieldKind, ComponentType<InputProps>>> = {
  text: TextInput,
  textarea: TextAreaInput,
  integer: NumberInput,
  decimal: NumberInput,
  money: MoneyInput,
  boolean: BooleanInput,
  choice: ChoiceInput,
  multiple_choice: MultipleChoiceInput,
  date: DateInput,
  datetime: DateInput,
  image: ImageInput,
  file: ImageInput,
  related: withAdding(RelatedInput, (_value, added) => added),
  many_related: withAdding(ManyRelatedInput, (value, added) => [
    ...(Array.isArray(value) ? (value as unknown[]) : []),
    added,
  ]),
  rich_text: RichTextInput,
  json: JsonInput,
  password: PasswordInput,
};

/** What a value is edited with; one that nobody may edit is shown. */
export function ValueInput(props: InputProps) {
  const { field, value, compact } = props;
  if (!field.read_only) {
    const Input = INPUTS[field.type];
    return <Input {...props} />;
  }
  return (
    <FormControl fullWidth>
      {!compact && <FormLabel sx={{ fontSize: 12 }}>{field.label}</FormLabel>}
      <Box sx={{ minHeight: 24, py: 0.5, wordBreak: 'break-word' }}>
        {field.type === 'rich_text' && !compact && value ? (
          <HtmlPreview html={String(value)} title={field.label} />
        ) : (
          <Value
            type={field.type === 'rich_text' ? 'html' : field.type}
            value={value}
            choices={field.choices}
          />
        )}
      </Box>
    </FormControl>
  );
}
