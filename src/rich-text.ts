import sanitizeHtml from 'sanitize-html';

const LENGTH = [
  /^(auto|0|-?\d+(\.\d+)?(px|em|rem|%|pt))( (auto|0|-?\d+(\.\d+)?(px|em|rem|%|pt))){0,3}$/,
];
const COLOUR = [/^#[\da-f]{3,8}$/i, /^rgba?\([\d\s.,%]+\)$/i, /^[a-z]{3,20}$/i];

/** What the rich text editor of a shop produces; nothing that runs, frames or covers the page. */
const RULES: sanitizeHtml.IOptions = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'del', 'ins', 'font'],
  allowedAttributes: {
    '*': ['style', 'align', 'title'],
    a: ['href', 'name', 'target', 'rel'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    font: ['color', 'size'],
    td: ['colspan', 'rowspan', 'width', 'height', 'valign'],
    th: ['colspan', 'rowspan', 'width', 'height', 'valign', 'scope'],
    table: ['width', 'border', 'cellpadding', 'cellspacing'],
    col: ['span', 'width'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowedStyles: {
    '*': {
      color: COLOUR,
      'background-color': COLOUR,
      'text-align': [/^(left|right|center|justify)$/],
      'text-decoration': [/^(none|underline|line-through)$/],
      'text-indent': LENGTH,
      'font-size': [/^\d+(\.\d+)?(px|em|rem|%|pt)$/],
      'font-weight': [/^(normal|bold|[1-9]00)$/],
      'font-style': [/^(normal|italic)$/],
      'line-height': [/^\d+(\.\d+)?(px|em|rem|%|pt)?$/],
      'vertical-align': [/^(top|middle|bottom|baseline)$/],
      display: [/^(block|inline|inline-block)$/],
      float: [/^(left|right|none)$/],
      width: LENGTH,
      height: LENGTH,
      'max-width': LENGTH,
      margin: LENGTH,
      'margin-top': LENGTH,
      'margin-bottom': LENGTH,
      'margin-left': LENGTH,
      'margin-right': LENGTH,
      padding: LENGTH,
      border: [/^[\w\s#.%]{1,40}$/],
    },
  },
  transformTags: { a: protectOpener },
};

/**
 * Removes from a rich text what could run or leave the page: scripts, event handlers,
 * frames, forms, foreign URL schemes and styles that position elements. Storefronts insert the
 * description into their pages as it is.
 *
 * @param html text of a rich text editor
 * @returns well-formed HTML without any of that
 */
export function sanitizeRichText(html: string): string {
  return sanitizeHtml(html, RULES);
}

/** A page opened in a new window could otherwise steer the shop's own. */
function protectOpener(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const { target } = attribs;
  return { tagName, attribs: target ? { ...attribs, rel: 'noopener noreferrer' } : attribs };
}
