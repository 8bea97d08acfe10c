import { Box, LinearProgress } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import 'quill/dist/quill.snow.css';
import { useText } from '../i18n/use-text.ts';
import { Quill } from './rich-text-formats.ts';
import { insertTable, leaveCell, TableTools } from './rich-text-tables.tsx';
import { nameTools, wordsOf } from './rich-text-words.ts';
import type { InputProps } from './input-props.ts';
import { useUpload } from './use-upload.ts';

const TOOLBAR = [
  [{ header: [2, 3, false] }],
  ['bold', 'italic', 'underline', 'strike'],
  [{ color: [] }, { background: [] }],
  [{ align: [false, 'center', 'right', 'justify'] }, { list: 'ordered' }, { list: 'bullet' }],
  ['blockquote', 'link', 'image', 'table'],
  ['clean'],
];
/** What the server's sanitiser lets through; what else it does, `lossesOf` knows. */
const FORMATS = [
  'header',
  'bold',
  'italic',
  'underline',
  'strike',
  'color',
  'background',
  'size',
  'align',
  'list',
  'blockquote',
  'link',
  'image',
  'table',
  'table-row',
  'table-body',
  'table-container',
];
/** Formats of whole lines, which would tear a cell out of its table. */
const OF_LINES = ['header', 'list', 'blockquote'];
const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** Its own style sheet has dark tools on white, whatever the colours of the page. */
const IN_COLOURS = {
  // Named twice, as those of tools that are pointed at or in force are of another colour.
  '& .ql-snow.ql-toolbar.ql-toolbar :is(button, span) .ql-stroke': { stroke: 'currentColor' },
  '& .ql-snow.ql-toolbar.ql-toolbar :is(button, span) .ql-fill': { fill: 'currentColor' },
  '& .ql-snow .ql-editor td': { borderColor: 'text.secondary' },
  '& .ql-snow.ql-toolbar button, & .ql-snow .ql-picker': { color: 'text.primary' },
  '& .ql-snow.ql-toolbar :is(button:hover, .ql-active, .ql-picker-label:hover, .ql-picker-item:hover)':
    { color: 'primary.main' },
  '& .ql-snow.ql-toolbar :is(button, .ql-picker-label, .ql-picker-item):focus-visible': {
    outline: '2px solid',
    outlineColor: 'primary.main',
  },
  '& .ql-snow :is(.ql-picker-options, .ql-tooltip)': {
    bgcolor: 'background.paper',
    color: 'text.primary',
    borderColor: 'divider',
  },
  '& .ql-snow .ql-tooltip input': { bgcolor: 'background.paper', color: 'text.primary' },
  '& .ql-snow a': { color: 'primary.main' },
} as const;

/** The text as HTML; Quill writes every space as one that does not break, and marks its tables. */
const semantic = (quill: Quill): string =>
  quill
    .getSemanticHTML()
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/<table style="[^"]*">/g, '<table>')
    .replaceAll(/(<td[^>]*?) data-row="[^"]*"/g, '$1');

/**
 * Quill. Pictures, whether chosen, pasted or dropped, are uploaded and stand in the text by their
 * address; none becomes part of the text itself.
 */
export default function RichTextEditor({ id, value, error, onChange, onBlur }: InputProps) {
  const text = useText();
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<Quill>(null);
  const [isInTable, setInTable] = useState(false);
  const { share, upload } = useUpload();
  /** What the editor holds as it was last told to the form. */
  const told = useRef<string>(null);
  const latest = useRef({ onChange, onBlur, upload });
  useEffect(() => {
    latest.current = { onChange, onBlur, upload };
  });

  useEffect(() => {
    const home = place.current!;
    const element = home.appendChild(document.createElement('div'));

    async function insert(files: readonly File[], at?: number) {
      for (const file of files) {
        const kept = await latest.current.upload(file);
        if (!kept) continue;
        const index = at ?? quill.getSelection(true).index;
        quill.insertEmbed(index, 'image', kept.url, 'user');
        quill.setSelection(index + 1, 0, 'silent');
      }
    }

    function formatLine(format: string) {
      return (value: unknown) => {
        if (!quill.getFormat().table) quill.format(format, value, 'user');
      };
    }

    function choose() {
      const chooser = document.createElement('input');
      chooser.type = 'file';
      chooser.accept = PICTURES.join(',');
      chooser.addEventListener('change', () => void insert([...(chooser.files ?? [])]));
      chooser.click();
    }

    const quill = new Quill(element, {
      theme: 'snow',
      formats: FORMATS,
      modules: {
        table: true,
        toolbar: {
          container: TOOLBAR,
          handlers: {
            ...Object.fromEntries(OF_LINES.map((format) => [format, formatLine(format)])),
            image: choose,
            table: () => insertTable(quill),
          },
        },
        // The key leads on to the next cell of a table, elsewhere to what comes next in the form.
        keyboard: {
          bindings: {
            tab: null,
            indent: null,
            outdent: null,
            'remove tab': null,
            'table tab': {
              key: 'Tab',
              shiftKey: null,
              format: ['table'],
              handler: (_range: unknown, context: Parameters<typeof leaveCell>[1]) =>
                leaveCell(quill, context),
            },
          },
        },
        uploader: {
          mimetypes: PICTURES,
          handler: (range: { index: number }, files: File[]) => void insert(files, range.index),
        },
      },
    });
    editor.current = quill;
    quill.root.setAttribute('aria-labelledby', `${id}-label`);
    quill.root.setAttribute('role', 'textbox');
    quill.root.setAttribute('aria-multiline', 'true');
    quill.root.setAttribute('aria-describedby', `${id}-help`);
    quill.on('editor-change', () => {
      const range = quill.getSelection();
      if (range) setInTable(Boolean(quill.getFormat(range.index).table));
    });
    quill.on('text-change', (_delta, _before, source) => {
      if (source !== 'user') return;
      const html = quill.getLength() <= 1 ? '' : semantic(quill);
      told.current = html;
      latest.current.onChange(html);
    });
    quill.root.addEventListener('blur', () => latest.current.onBlur?.());
    return () => {
      editor.current = null;
      told.current = null;
      home.replaceChildren();
    };
  }, [id]);

  useEffect(() => {
    const html = typeof value === 'string' ? value : '';
    const quill = editor.current;
    if (!quill || html === told.current) return;
    told.current = html;
    quill.setContents(quill.clipboard.convert({ html }), 'silent');
  }, [value]);

  useEffect(() => {
    editor.current?.root.setAttribute('aria-invalid', String(error !== undefined));
  }, [error]);

  useEffect(() => nameTools(place.current!, text), [text]);

  return (
    <Box
      sx={{
        '& .ql-toolbar': { borderRadius: '8px 8px 0 0', borderColor: 'divider' },
        '& .ql-container': { borderRadius: '0 0 8px 8px', borderColor: 'divider', font: 'inherit' },
        '& .ql-editor': { minHeight: 160, maxHeight: 480, overflowY: 'auto', lineHeight: 1.6 },
        '& .ql-editor img': { maxWidth: '100%' },
        ...IN_COLOURS,
        ...wordsOf(text),
      }}
    >
      <div ref={place} />
      {isInTable && <TableTools quillOf={() => editor.current} />}
      {share !== null && (
        <LinearProgress
          aria-label={text('uploading', { percent: Math.round(share * 100) })}
          variant="determinate"
          value={share * 100}
        />
      )}
    </Box>
  );
}
