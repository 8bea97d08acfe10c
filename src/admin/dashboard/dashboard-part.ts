import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { RestRequest, Text } from '../../rest/index.js';

/** A number that is looked at first. */
export interface Card {
  readonly name: string;
  readonly label: Text;
  /** Money in yuan, a percentage as a whole number. */
  readonly value: number | string;
  readonly type: 'integer' | 'money' | 'percent';
  /** Where the rows are that it counts. */
  readonly resource?: string;
  readonly filter?: Readonly<Record<string, string>>;
}

/** Numbers one after the other. */
export interface Chart {
  readonly name: string;
  readonly label: Text;
  readonly type: 'line' | 'bar';
  readonly points: readonly { readonly x: string; readonly y: number }[];
}

/** Rows that somebody should look at. */
export interface ShortList {
  readonly name: string;
  readonly label: Text;
  readonly resource: string;
  readonly rows: readonly {
    readonly id: number;
    readonly label: string;
    readonly detail: string;
  }[];
}

/** What a part of the dashboard shows. */
export interface Figures {
  readonly cards?: readonly Card[];
  readonly charts?: readonly Chart[];
  readonly lists?: readonly ShortList[];
}

/** What a domain shows on the back office's first page, worked out by the database. */
export abstract class DashboardPart {
  /** Who may see its rows may see the figures. */
  abstract readonly of: EntityTarget<ObjectLiteral>;

  abstract figures(request: RestRequest): Promise<Figures>;
}
