export { isMultipart } from './content-type.js';
export { parseBody, type ParseOptions } from './parse-body.js';
export { hasKey, QueryDict } from './query-dict.js';
export { readBody } from './read-body.js';
export { UploadedFile } from './uploaded-file.js';
export { JsonFloat } from './json/json-float.js';
