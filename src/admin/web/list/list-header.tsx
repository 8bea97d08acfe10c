import AddIcon from '@mui/icons-material/Add';
import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import FilterIcon from '@mui/icons-material/FilterList';
import SearchIcon from '@mui/icons-material/Search';
import UploadIcon from '@mui/icons-material/FileUploadOutlined';
import {
  Badge,
  Button,
  InputAdornment,
  Menu,
  MenuItem,
  Stack,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { useState } from 'react';
import { useListContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { useResource } from '../server/description-context.ts';
import { address } from '../server/http.ts';
import { useText } from '../i18n/use-text.ts';
import { viewsOf } from '../screens/index.ts';
import { ImportDialog } from './import-dialog.tsx';
import { useDraft } from './use-draft.ts';
import { ROWS, TREE, type View } from './view.ts';

interface HeaderProps {
  readonly view: View;
  onView(view: View): void;
  onFilters(): void;
}

/** Search, ways to look at the rows, and what is done without choosing any. */
export function ListHeader({ view, onView, onFilters }: HeaderProps) {
  const text = useText();
  const resource = useResource();
  const { list, permissions } = resource;
  const { filterValues, refetch } = useListContext();
  const [isImporting, setImporting] = useState(false);
  const views = [
    ...viewsOf(resource).map(({ name, label }) => ({ name, label: text(label) })),
    ...(resource.tree ? [{ name: TREE, label: text('tree_view') }] : []),
    { name: ROWS, label: text('list_view') },
  ];
  const applied = Object.keys(filterValues as object).filter((name) => name !== 'search').length;
  return (
    <Stack direction="row" sx={{ gap: 1, mb: 1.5, flexWrap: 'wrap', alignItems: 'center' }}>
      {list.search && view === ROWS && <Search help={list.search_help} />}
      {views.length > 1 && (
        <ToggleButtonGroup
          exclusive
          size="small"
          value={view}
          onChange={(_event, chosen: View | null) => chosen && onView(chosen)}
        >
          {views.map(({ name, label }) => (
            <ToggleButton key={name} value={name} sx={{ py: 0.5 }}>
              {label}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      <Stack direction="row" sx={{ gap: 0.5, ml: 'auto', flexWrap: 'wrap' }}>
        {list.filters.length > 0 && view === ROWS && (
          <Badge
            badgeContent={applied}
            color="primary"
            sx={{ '& .MuiBadge-badge': { top: 4, right: 2 } }}
          >
            <Button startIcon={<FilterIcon />} onClick={onFilters}>
              {text('filters')}
            </Button>
          </Badge>
        )}
        {list.export.length > 0 && <ExportButton />}
        {list.import && permissions.add && (
          <Button startIcon={<UploadIcon />} onClick={() => setImporting(true)}>
            {text('import')}
          </Button>
        )}
        {permissions.add && (
          <Button
            component={Link}
            to={`/${resource.name}/create`}
            variant="contained"
            startIcon={<AddIcon />}
          >
            {text('add_to', { name: resource.label })}
          </Button>
        )}
      </Stack>
      {isImporting && (
        <ImportDialog
          resource={resource.name}
          onClose={() => {
            setImporting(false);
            void refetch();
          }}
        />
      )}
    </Stack>
  );
}

function Search({ help }: { help: string }) {
  const text = useText();
  const { filterValues, setFilters } = useListContext();
  const { search = '', ...others } = filterValues as Record<string, unknown>;
  const [words, setWords] = useDraft(String(search), (typed) =>
    setFilters(typed ? { ...others, search: typed } : others, undefined, false),
  );

  return (
    <TextField
      type="search"
      value={words}
      onChange={({ target }) => setWords(target.value)}
      placeholder={help || text('search')}
      sx={{ width: { xs: '100%', sm: 280 } }}
      slotProps={{
        htmlInput: { 'aria-label': text('search') },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
            </InputAdornment>
          ),
        },
      }}
    />
  );
}

/** The format that an import takes again. */
const TO_IMPORT = 'import';

/** Downloads what the list shows, all pages of it. */
function ExportButton() {
  const text = useText();
  const { name, list } = useResource();
  const { filterValues, sort } = useListContext();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const ordering = `${sort.order === 'DESC' ? '-' : ''}${sort.field}`;
  return (
    <>
      <Button
        startIcon={<DownloadIcon />}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {text('export')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {list.export.map((format) => (
          <MenuItem
            key={format}
            component="a"
            download
            href={address(`${name}/export/`, { ...(filterValues as object), ordering, as: format })}
            onClick={() => setAnchor(null)}
          >
            {format === TO_IMPORT
              ? text('export_to_import')
              : text('export_as', { format: format.toUpperCase() })}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
