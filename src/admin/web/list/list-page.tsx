import { Box, Paper, useMediaQuery, type Theme } from '@mui/material';
import { useState } from 'react';
import { ListBase, useListContext, useStore } from 'react-admin';
import { ResourceBreadcrumbs } from '../layout/breadcrumbs.tsx';
import { PageTitle } from '../layout/page-title.tsx';
import { useResource } from '../server/description-context.ts';
import { rowsOf, viewsOf } from '../screens/index.ts';
import { BulkBar } from './bulk-bar.tsx';
import { DateHierarchy } from './date-hierarchy.tsx';
import { EditsBar } from './edits-bar.tsx';
import { FilterSidebar } from './filter-sidebar.tsx';
import { ListHeader } from './list-header.tsx';
import { ListPager } from './list-pager.tsx';
import { RowCards } from './row-cards.tsx';
import { RowTable } from './row-table.tsx';
import { TreeList } from './tree-list.tsx';
import { useRowEdits } from './use-row-edits.ts';
import { ListState } from './list-state.tsx';
import { ROWS, TREE, type View } from './view.ts';

/** The list of a resource: Django's change list. */
export function ListPage() {
  const { name, list } = useResource();
  const [first = '-id'] = list.ordering;
  const sort = {
    field: first.replace(/^-/, ''),
    order: first.startsWith('-') ? 'DESC' : 'ASC',
  } as const;
  return (
    <ListBase key={name} sort={sort} perPage={list.per_page} exporter={false} disableAuthentication>
      <Changelist />
    </ListBase>
  );
}

function Changelist() {
  const resource = useResource();
  const { data = [], total, filterValues } = useListContext();
  const isNarrow = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  const isWide = useMediaQuery<Theme>((theme) => theme.breakpoints.up('lg'));
  const edits = useRowEdits(resource);
  const [view, setView] = useState<View>(
    resource.tree ? TREE : (viewsOf(resource)[0]?.name ?? ROWS),
  );
  /** The filters for which all that match are chosen: of others it says nothing. */
  const [matching, setMatching] = useState<string | null>(null);
  const filters = JSON.stringify(filterValues);
  const isAllMatching = matching === filters;
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const [isDocked, setDocked] = useStore('filters.docked', true);
  const screen = viewsOf(resource).find(({ name }) => name === view);
  const Rows = rowsOf(resource) ?? (isNarrow ? RowCards : RowTable);

  return (
    <Box sx={{ pb: 10 }}>
      <PageTitle title={resource.label_plural} />
      <ResourceBreadcrumbs />
      <ListHeader
        view={view}
        onView={setView}
        onFilters={() => (isWide ? setDocked(!isDocked) : setDrawerOpen(true))}
      />
      {screen && <screen.Component resource={resource} />}
      {view === TREE && resource.tree && <TreeList tree={resource.tree} />}
      {view === ROWS && (
        <>
          {resource.list.date_hierarchy && <DateHierarchy field={resource.list.date_hierarchy} />}
          <Box sx={{ display: 'flex', gap: 2, alignItems: 'flex-start' }}>
            <Paper variant="outlined" sx={{ flex: 1, minWidth: 0, overflow: 'hidden' }}>
              <BulkBar
                key={filters}
                isAllMatching={isAllMatching}
                onAllMatching={(isAll) => setMatching(isAll ? filters : null)}
              />
              <ListState isEmpty={total === 0 || data.length === 0}>
                <Rows rows={data} edits={edits} isLocked={isAllMatching} />
              </ListState>
              <ListPager />
            </Paper>
            <FilterSidebar
              isDocked={isWide}
              isOpen={isWide ? isDocked : isDrawerOpen}
              onClose={() => setDrawerOpen(false)}
            />
          </Box>
          <EditsBar edits={edits} />
        </>
      )}
    </Box>
  );
}
