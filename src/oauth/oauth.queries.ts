import { CharField } from '../rest/index.js';

/** Where to go after signing in. */
export class NextQuery {
  @CharField({ required: false, example: '/' })
  next?: string;
}

/** What a provider gives to a browser that it sends back. */
export class CodeQuery {
  @CharField({ required: false })
  code?: string;
}

/** The same with what ties it to the browser that began. */
export class ReturnQuery extends CodeQuery {
  @CharField({ required: false })
  state?: string;
}
