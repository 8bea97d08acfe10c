export { parseBody, type ParseOptions } from './parse-body.js';
export { QueryDict } from './query-dict.js';
export { UploadedFile } from './uploaded-file.js';
export { JsonFloat } from './json/json-float.js';
