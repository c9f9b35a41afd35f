import { describe, expect, it } from 'vitest';

import type { ListColumn } from '../../../../src/tools/sharepoint/shared/columns.ts';
import { readConditions } from '../../../../src/tools/sharepoint/shared/filter/item-filter.ts';

const named = (name: string, id: string): ListColumn => ({
  id,
  name,
  kind: 'text',
  valueKind: 'text',
  isPercentage: false,
  isMultiple: false,
  isHtml: false,
  isReadOnly: false,
  isRequired: false,
  hasDefault: false,
  isIndexed: false,
  isSystem: false,
  choices: [],
  isOpen: false,
  lookup: undefined,
  confusedWith: undefined,
});

const columns = [named('İş durumu', 'Durum'), named('City is İzmir', 'City'), named('Title', 'Title')];

describe('a condition with letters that become longer in lower case', () => {
  it.each([
    ['İş durumu = İptal', 'Durum', 'eq', 'İptal'],
    ['İŞ DURUMU=Açık', 'Durum', 'eq', 'Açık'],
    ['i̇ş durumu = Açık', 'Durum', 'eq', 'Açık'],
    ['CITY IS İZMİR IS Konak', 'City', 'eq', 'Konak'],
    ['Title contains İİİİ offer', 'Title', 'contains', 'İİİİ offer'],
  ])('is read as written: %s', (text, id, operator, value) => {
    const [condition] = readConditions([text], columns).flat(2);
    expect([condition?.column.id, condition?.operator, condition?.value]).toEqual([id, operator, value]);
  });
});
