import type { FilterBackend } from '../filters/filter-backend.js';
import type { FirstOf } from '../filters/paths.js';
import type { BoundTo } from './generic.viewset.js';

/** Names that are known when compiling; what is any text is verified at start. */
type Known<Name> = string extends Name ? never : Name;

type OrderedBy<Options> = Options extends { readonly ordering: readonly (infer Term)[] }
  ? Known<Term> extends `-${infer Property}`
    ? FirstOf<Property>
    : never
  : never;

type OrderedUpBy<Options> = Options extends { readonly ordering: readonly (infer Term)[] }
  ? FirstOf<Exclude<Known<Term>, `-${string}`> & string>
  : never;

type FilteredBy<Options> = Options extends { readonly filters: readonly (infer Filter)[] }
  ? Filter extends FilterBackend<infer Property>
    ? Known<Property>
    : never
  : never;

type LookedUpBy<Options> = Options extends { readonly lookupField: infer Property }
  ? Known<Property>
  : never;

type PropertiesNamed<Options> =
  OrderedBy<Options> | OrderedUpBy<Options> | FilteredBy<Options> | LookedUpBy<Options>;

/** The class of a viewset, as long as its entity has what the options name; else it does not compile. */
export type ViewSetClass<Options, View> = View extends abstract new (
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever its parameters are
  ...args: any[]
) => BoundTo<infer Entity>
  ? [PropertiesNamed<Options>] extends [keyof Entity]
    ? unknown
    : { readonly noSuchProperty: Exclude<PropertiesNamed<Options>, keyof Entity> }
  : unknown;
