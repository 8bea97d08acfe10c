import { CustomRoutes, Resource } from 'react-admin';
import { Route } from 'react-router-dom';
import type { Description, ResourceDescription } from '../server/description.ts';
import { CreatePage } from '../form/create-page.tsx';
import { EditPage } from '../form/edit-page.tsx';
import { HistoryPage } from '../form/history-page.tsx';
import { ListPage } from '../list/list-page.tsx';
import { RecentActionsPage } from '../dashboard/recent-actions-page.tsx';
import { TasksPage } from '../dashboard/tasks-page.tsx';
import { iconOf } from './icons.ts';
import { nameOf } from '../values/name-of.ts';

/** Every page that the description asks for. */
export function pages({ resources }: Description) {
  return [
    ...resources.map(resourcePages),
    <CustomRoutes key="own">
      <Route path="/recent-actions" element={<RecentActionsPage />} />
      <Route path="/tasks" element={<TasksPage />} />
    </CustomRoutes>,
  ];
}

function resourcePages(resource: ResourceDescription) {
  return (
    <Resource
      key={resource.name}
      name={resource.name}
      icon={iconOf(resource)}
      options={{ label: resource.label_plural }}
      recordRepresentation={(record) => nameOf(record)}
      list={ListPage}
      edit={EditPage}
      create={resource.permissions.add ? CreatePage : undefined}
    >
      <Route path=":id/history" element={<HistoryPage />} />
    </Resource>
  );
}
