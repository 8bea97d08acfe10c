import { Box } from '@mui/material';

/** Looks like a page of a shop; the browser runs nothing in it. */
const STYLES = `body { font: 14px/1.6 system-ui, sans-serif; margin: 8px; overflow-wrap: anywhere }
img { max-width: 100% } table { border-collapse: collapse } td, th { border: 1px solid #ccc; padding: 4px 8px }`;

/** Formatted text as whoever visits the shop sees it. */
export function HtmlPreview({ html, title }: { html: string; title: string }) {
  return (
    <Box
      component="iframe"
      title={title}
      sandbox=""
      srcDoc={`<!doctype html><style>${STYLES}</style>${html}`}
      sx={{
        width: '100%',
        minHeight: 200,
        height: '100%',
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        bgcolor: '#fff',
      }}
    />
  );
}
