import type { TextKey } from '../i18n/texts.ts';
import type { useText } from '../i18n/use-text.ts';

/** What the tools of the editor are called, by where they are. */
const TOOLS: Readonly<Record<string, TextKey>> = {
  '.ql-bold': 'editor_bold',
  '.ql-italic': 'editor_italic',
  '.ql-underline': 'editor_underline',
  '.ql-strike': 'editor_strike',
  '.ql-list[value="ordered"]': 'editor_ordered',
  '.ql-list[value="bullet"]': 'editor_bullet',
  '.ql-blockquote': 'editor_quote',
  '.ql-link': 'editor_link',
  '.ql-image': 'editor_image',
  '.ql-table': 'table',
  '.ql-clean': 'editor_clean',
  '.ql-header .ql-picker-label': 'editor_style',
  '.ql-color .ql-picker-label': 'editor_color',
  '.ql-background .ql-picker-label': 'editor_background',
  '.ql-align .ql-picker-label': 'editor_align',
};

/** Names the tools of an editor: for those who hear the page, and for whoever points at one. */
export function nameTools(home: HTMLElement, text: ReturnType<typeof useText>): void {
  for (const [selector, key] of Object.entries(TOOLS)) {
    const tool = home.querySelector<HTMLElement>(`.ql-toolbar ${selector}`);
    tool?.setAttribute('aria-label', text(key));
    if (tool) tool.title = text(key);
  }
}

/** Quill's own words are in its style sheet, in English. */
export function wordsOf(text: ReturnType<typeof useText>) {
  const says = (words: string) => ({ content: JSON.stringify(words) });
  const picker = (suffix: string) =>
    `& .ql-snow .ql-picker.ql-header .ql-picker-label${suffix}::before, & .ql-snow .ql-picker.ql-header .ql-picker-item${suffix}::before`;
  return {
    [picker('')]: says(text('editor_normal')),
    [picker('[data-value="2"]')]: says(text('editor_heading')),
    [picker('[data-value="3"]')]: says(text('editor_subheading')),
    '& .ql-snow .ql-tooltip::before': says(text('editor_visit')),
    '& .ql-snow .ql-tooltip[data-mode=link]::before': says(text('editor_enter')),
    '& .ql-snow .ql-tooltip a.ql-action::after': says(text('editor_edit')),
    '& .ql-snow .ql-tooltip.ql-editing a.ql-action::after': says(text('save')),
    '& .ql-snow .ql-tooltip a.ql-remove::before': says(text('remove')),
  };
}
