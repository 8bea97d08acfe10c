import {
  BooleanField,
  CharField,
  CharInput,
  DictField,
  FileField,
  IntegerField,
  IntegerInput,
  ListField,
  message,
  NestedField,
  type UploadedFile,
  ValidationError,
} from '../rest/index.js';

/** An object of any resource; what it may have is told by the description of the back office. */
export class AdminObjectInput {}

/** Who signs in. */
export class AdminSignInInput {
  @CharField()
  username!: string;

  @CharField({ writeOnly: true })
  password!: string;
}

/** Rows of one request at most. */
const MOST_IDS = 10_000;

/** The rows that an action is for: those named, or all that the filters leave. */
export class AdminSelectionInput {
  @ListField({ child: new IntegerInput(), maxLength: MOST_IDS, required: false })
  ids?: number[];

  @BooleanField({ required: false, default: false })
  all!: boolean;

  /** As in the query string of the list. */
  @DictField({ child: new CharInput({ allowBlank: true }), required: false })
  filters?: Record<string, string>;

  validate(): void {
    if (!this.all && !this.ids) {
      throw new ValidationError({ ids: [message('required')] });
    }
  }
}

/** Rows of a tree that are put in order at once. */
const MOST_ITEMS = 1000;

/** Where a row of a tree is to stand. */
export class TreeItemInput {
  @IntegerField()
  id!: number;

  /** Null: at the top. */
  @IntegerField({ allowNull: true })
  parent!: number | null;

  @IntegerField({ minValue: 0 })
  position!: number;
}

/** The new order of a tree, or of a part of it. */
export class TreeOrderInput {
  @NestedField(() => TreeItemInput, { many: true, maxLength: MOST_ITEMS })
  items!: TreeItemInput[];
}

/** Longest name of a file, in characters. */
const FILE_NAME_LENGTH = 200;

/** Rows in a file. */
export class AdminImportInput {
  @FileField({ maxLength: FILE_NAME_LENGTH })
  file!: UploadedFile;
}

/** Longest id of a job, and most of them at once. */
const JOB_ID_LENGTH = 200;
const MOST_JOBS = 200;

/** Jobs by their ids. */
export class AdminJobsInput {
  @ListField({ child: new CharInput({ maxLength: JOB_ID_LENGTH }), maxLength: MOST_JOBS })
  ids!: string[];
}
