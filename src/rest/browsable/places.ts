import type { ViewDefinition, ViewRoute } from '../viewsets/definition.js';
import { viewName } from '../viewsets/metadata.js';

/** A page that there may be, and where it is. */
export interface Link {
  readonly text: string;
  readonly href: string;
}

/** A URL of the API: its segments, `:pk` for one that varies, and what answers there. */
interface Place {
  readonly segments: readonly string[];
  readonly view: ViewDefinition;
  readonly route: ViewRoute;
}

/** Everything that answers, by where it is. */
export class Places {
  private readonly places: readonly Place[];

  constructor(views: readonly ViewDefinition[]) {
    this.places = views.flatMap((view) =>
      view.routes.flatMap((route) =>
        view.paths.map((prefix) => ({
          view,
          route,
          segments: segmentsOf(`${prefix}/${route.path}`),
        })),
      ),
    );
  }

  /**
   * The way to a path, from the root on, itself included.
   *
   * DRF: utils.breadcrumbs.get_breadcrumbs
   */
  wayTo(path: string): Link[] {
    const segments = segmentsOf(path);
    return [...segments.keys(), segments.length].flatMap((length) => {
      const place = this.at(segments.slice(0, length));
      return place
        ? [{ text: placeName(place.view, place.route), href: pathOf(segments, length) }]
        : [];
    });
  }

  /**
   * What answers one step below a path of the route: actions beyond the usual ones.
   *
   * DRF: ViewSetMixin.get_extra_action_url_map
   */
  actionsBelow(path: string): Link[] {
    const segments = segmentsOf(path);
    const here = this.at(segments);
    if (!here || segments.length === 0) return [];
    const found = new Map<string, Link>();
    for (const { segments: other, view, route } of this.places) {
      const last = other.at(-1)!;
      const isBelow =
        other.length === segments.length + 1 &&
        !isParameter(last) &&
        here.segments.every((segment, i) => isSame(segment, other[i]!));
      if (isBelow) found.set(last, { text: placeName(view, route), href: `${path}${last}/` });
    }
    return [...found.values()];
  }

  private at(segments: readonly string[]): Place | undefined {
    const fitting = this.places.filter(
      (place) =>
        place.segments.length === segments.length &&
        place.segments.every((segment, i) => isParameter(segment) || segment === segments[i]),
    );
    return fitting.sort((a, b) => rank(b) - rank(a))[0];
  }
}

/** What a page of the route is called. DRF: View.get_view_name */
export function placeName(view: ViewDefinition, route: ViewRoute): string {
  const action = segmentsOf(route.path).findLast((segment) => !isParameter(segment));
  if (view.options.isPlain || action === undefined) return viewName(view, route);
  if (view.routes.length === 1) return view.name;
  const words = action.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Names before parameters, what can be read before what cannot. */
function rank({ segments, route }: Place): number {
  const names = segments.filter((segment) => !isParameter(segment)).length;
  return names * 2 + (route.actions.has('GET') ? 1 : 0);
}

function isSame(one: string, other: string): boolean {
  return isParameter(one) ? isParameter(other) : one === other;
}

function isParameter(segment: string): boolean {
  return segment.startsWith(':');
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function pathOf(segments: readonly string[], length: number): string {
  return ['', ...segments.slice(0, length), ''].join('/');
}
