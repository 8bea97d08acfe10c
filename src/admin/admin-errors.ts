import { bilingual } from '../languages.js';
import { APIException, type Language } from '../rest/index.js';

/** Rows that belong to an object, or stand in its way. */
export interface Dependant {
  readonly resource: string | null;
  readonly label: string;
  readonly count: number;
  /** What some of them are called; none where there are very many. */
  readonly examples: readonly string[];
}

const CHANGED = bilingual(
  'Somebody else has changed this in the meantime.',
  '其他人已修改了该内容。',
);
const PROTECTED = bilingual(
  'It cannot be deleted: other things depend on it.',
  '无法删除：有其他内容依赖于它。',
);

/** 412: the object is another one than the client has seen; the answer has it as it is now. */
export class ChangedMeanwhile extends APIException {
  readonly status = 412;
  readonly code = 'changed_meanwhile';

  constructor(private readonly current: unknown) {
    super(CHANGED);
  }

  override render(language: Language): unknown {
    return { ...(super.render(language) as object), current: this.current };
  }
}

/** 409: rows that must stay depend on the object. DJANGO: django.db.models.ProtectedError */
export class ProtectedObject extends APIException {
  readonly status = 409;
  readonly code = 'protected';

  constructor(private readonly dependants: readonly Dependant[]) {
    super(PROTECTED);
  }

  override render(language: Language): unknown {
    return { ...(super.render(language) as object), protected: this.dependants };
  }
}
