import {
  CharField,
  ChoiceField,
  FileField,
  message,
  ValidationError,
  type UploadedFile,
} from '../../rest/index.js';
import {
  MESSAGE_TYPES,
  SUBJECT_LENGTH,
  TEXT_LENGTH,
  UserMessage,
  type MessageType,
} from '../entities/index.js';

/** Longest name of an uploaded file, in characters. */
const FILE_NAME_LENGTH = 100;

/**
 * A message with a file or without: storefronts send an empty text for no file, which the original
 * refused.
 *
 * DRF: LeavingMessageSerializer of the tutorial shop
 */
export class MessageInput {
  @ChoiceField({ choices: MESSAGE_TYPES, required: false, source: 'type', example: 1 })
  message_type?: MessageType;

  @CharField({ required: false, maxLength: SUBJECT_LENGTH, example: '咨询' })
  subject?: string;

  @CharField({ required: false, maxLength: TEXT_LENGTH, source: 'text', example: '什么时候发货？' })
  message?: string;

  @FileField({
    required: false,
    maxLength: FILE_NAME_LENGTH,
    store: { folder: 'message', of: () => UserMessage },
  })
  file?: UploadedFile;

  /** A message of nothing, such as a form that was cut off, is none. */
  validate(): void {
    const { subject, message: text, file } = this;
    if (subject !== undefined || text !== undefined || file !== undefined) return;
    throw new ValidationError({ file: [message('FileField.required')] });
  }
}
