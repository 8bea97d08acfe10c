// The pages of the back office know these, too: nothing of the server is to be imported here.

/** How a form asks for a value. DJANGO: the form fields and widgets of a ModelForm */
export type FieldKind =
  | 'text'
  | 'textarea'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'boolean'
  | 'choice'
  | 'multiple_choice'
  | 'date'
  | 'datetime'
  | 'image'
  | 'file'
  | 'related'
  | 'many_related'
  | 'rich_text'
  | 'json'
  | 'password';

/** How a column of a list is shown. */
export type ColumnType =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'boolean'
  | 'choice'
  | 'date'
  | 'datetime'
  | 'image'
  | 'link'
  | 'related'
  | 'percent'
  | 'html'
  | 'json';
