import type { MessageKey } from '../../../i18n/messages.js';
import type { EntityClass } from '../lookups.js';
import { str, typeName } from '../python.js';
import type { FieldRelation, FieldRun, Schema } from './field.js';
import {
  PrimaryKeyRelatedInput,
  type PrimaryKey,
  type PrimaryKeyRelatedFieldOptions,
} from './related.js';

/** Scheme and host, which may be any: the path decides. */
const ORIGIN = /^https?:\/\/[^/]*/i;

/**
 * A row that is told by the URL of its resource. The value is its key.
 *
 * DRF: rest_framework.relations.HyperlinkedRelatedField
 */
export class HyperlinkedRelatedInput extends PrimaryKeyRelatedInput {
  protected override readonly wordings: Readonly<Record<string, MessageKey>> = {
    no_match: 'HyperlinkedRelatedField.no_match',
    incorrect_match: 'HyperlinkedRelatedField.incorrect_match',
    does_not_exist: 'HyperlinkedRelatedField.does_not_exist',
    incorrect_type: 'HyperlinkedRelatedField.incorrect_type',
  };

  /** @param path the resource's path without slashes, e.g. `goods` */
  constructor(
    entity: () => EntityClass,
    private readonly path: string,
    options?: PrimaryKeyRelatedFieldOptions,
  ) {
    super(entity, options);
  }

  override get relation(): FieldRelation {
    return { ...super.relation, path: this.path };
  }

  override schema(): Schema {
    return { type: 'string', format: 'uri-reference', description: `URL of /${this.path}/{id}/` };
  }

  protected override convert(data: unknown, run: FieldRun): PrimaryKey {
    if (typeof data !== 'string') this.fail('incorrect_type', { data_type: typeName(data) });
    const [, resource, key] =
      /^\/(.+)\/([^/]+)\/$/s.exec(
        str(data)
          .replace(ORIGIN, '')
          .replace(/[?#].*$/s, ''),
      ) ?? [];
    if (resource === undefined || key === undefined) this.fail('no_match');
    if (resource !== this.path) {
      this.fail(run.context.resources?.has(resource) ? 'incorrect_match' : 'no_match');
    }
    return super.convert(this.fits(key, run) ? key : this.fail('does_not_exist'), run);
  }
}
