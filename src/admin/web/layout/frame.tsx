import { ListSubheader } from '@mui/material';
import {
  AppBar,
  Layout,
  LoadingIndicator,
  Menu,
  ToggleThemeButton,
  useSidebarState,
  type LayoutProps,
} from 'react-admin';
import { LanguageButton } from './language-button.tsx';
import { useTold } from '../server/description-context.ts';

/** Bar, menu and page. */
export function Frame({ children }: LayoutProps) {
  return (
    <Layout
      menu={GroupedMenu}
      appBar={Bar}
      sx={{ minWidth: 0, '& .RaLayout-content': { minWidth: 0 } }}
    >
      {children}
    </Layout>
  );
}

/** The bar. */
function Bar() {
  return (
    <AppBar
      toolbar={
        <>
          <LanguageButton />
          <ToggleThemeButton />
          <LoadingIndicator />
        </>
      }
      sx={{
        '& .RaAppBar-title, & #react-admin-title': {
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
          minWidth: 0,
        },
      }}
    />
  );
}

/** The resources in the sections that the server names. */
function GroupedMenu() {
  const { description } = useTold();
  const [open] = useSidebarState();
  const sections = description.groups
    .map((group) => ({
      ...group,
      resources: description.resources.filter((resource) => resource.group === group.name),
    }))
    .filter(({ resources }) => resources.length > 0);
  return (
    <Menu>
      <Menu.DashboardItem />
      {sections.map(({ name, label, resources }) => [
        open && (
          <ListSubheader key={name} sx={{ lineHeight: '32px', background: 'none', mt: 1 }}>
            {label}
          </ListSubheader>
        ),
        ...resources.map((resource) => (
          <Menu.ResourceItem key={resource.name} name={resource.name} />
        )),
      ])}
    </Menu>
  );
}
