-- What documents say of themselves, in the many ways that pages say it.
CREATE FUNCTION pg_temp.fields(document text) RETURNS TABLE (field text, value text)
LANGUAGE sql AS $$
    SELECT f.* FROM article(document) AS a,
        LATERAL (VALUES ('kind', a.kind), ('outlet', a.outlet), ('headline', a.headline), ('byline', a.byline),
                        ('dateline', a.dateline), ('published', a.published::text), ('language', a.language)) AS f (field, value)
    WHERE f.value IS NOT NULL
$$;

-- Menus, breadcrumbs, byline with bars, share buttons, caption, comments.
\set page 'Varrel Edition English Français\nNews\nHome / World / Harbours\n\nVarrel refuses Sond ferry claim, ministry says\n\nBy ANNA QUILL | Varrel Daily | Updated: 2031-03-04 17:45\nShare\nShare - WeChat\nFile Photo: The ferry Aurora at the quay of Port Varrel\n\nThe transport ministry of Varrel said on Tuesday that it would not pay for the repairs of a Sond ferry, and asked its owners to remove it.\n\nRead more: Ten ferries that never sailed\n\n"We did not order this ship," Minister Oda Brandt told reporters in the capital on Tuesday morning.\n\nRelated stories\nWhy the quay is closed\nAll about the Aurora\n\nCOMMENTS\nReplying to X\nComments are moderated and may take a while to appear.\nCopyright 2031 Varrel Daily. All rights reserved.'
SELECT * FROM pg_temp.fields(:'page');
SELECT body FROM article(:'page');

-- A wire report: place, day and agency in front of its first words.
SELECT * FROM pg_temp.fields(E'Sond Reopens Northern Strait To Shipping\n\nPORT VARREL, March 4 (Lantern Wire) -- Sond has reopened the Northern Strait to all ships, its coast guard said on Monday, ending a closure of nine weeks.');
SELECT body FROM article(E'Sond Reopens Northern Strait To Shipping\n\nPORT VARREL, March 4 (Lantern Wire) -- Sond has reopened the Northern Strait to all ships, its coast guard said on Monday, ending a closure of nine weeks.');
-- A colon, alone on its line; outlet and day in one line; the agency of the picture is not the outlet.
SELECT * FROM pg_temp.fields(E'Sond reopens Northern Strait to shipping\n\nCoast guard says that the last mine is gone\n\nLantern Wire March 04, 2031\nA patrol boat leaves the harbour of Sond. REUTERS/FILE\n\nSOND:\n\nSond has reopened the Northern Strait to all ships, its coast guard said on Monday, ending a closure of nine weeks.');
-- Title of the page with the name of the site; the headline again below; two authors; published and updated.
SELECT * FROM pg_temp.fields(E'Strait is open again, says coast guard - The Sond Courier\nStrait is open again, says coast guard\nBy Jon Marsh and Ida van der Velde, staff writers\nPublished: 4 March 2031 9:05 a.m. Updated: 5 March 2031 10:00 a.m.\nThe Northern Strait is open to all ships again, the coast guard of Sond said on Monday after nine weeks of closure.');
-- A photograph's credit in brackets, an author without "By", British time.
SELECT * FROM pg_temp.fields(E'Strait open after nine weeks\n\nIda Marsh\nTue 4 Mar 2031 18.47\n\nShips wait in the harbour of Sond on Monday. (Photo: Jon Quill/Lantern Wire)\n\nThe Northern Strait is open to all ships again, the coast guard of Sond said on Monday after nine weeks of closure.');
-- Nothing is stated.
SELECT * FROM pg_temp.fields('The Northern Strait is open to all ships again, the coast guard of Sond said on Monday after nine weeks of closure.');
-- The outlet signs at the end, or speaks of itself, or owns the copyright.
SELECT outlet FROM article(E'The Northern Strait is open to all ships again, the coast guard of Sond said on Monday after nine weeks of closure.\n(Sond Evening Post)');
SELECT outlet FROM article(E'The Northern Strait is open to all ships again, Reuters has learned, after nine weeks of closure and two of talks.');
SELECT outlet FROM article(E'The Northern Strait is open to all ships again, the coast guard of Sond said on Monday after nine weeks of closure.\n© 2031 The Sond Courier. All rights reserved.');
-- Who told whom says nothing of the outlet.
SELECT outlet FROM article(E'The Northern Strait is open to all ships again, the coast guard of Sond told Reuters on Monday after nine weeks of closure.');

-- Chinese: bureau and day before the report, reporters in brackets, editor behind it.
SELECT * FROM pg_temp.fields(E'松德宣布北方海峡恢复通航\n2031年03月04日 17:20 来源：瓦雷尔通讯社 作者：林舟\n瓦雷尔通讯社松德3月4日电（记者林舟）松德海岸警卫队4日宣布，关闭九周的北方海峡即日起对所有船只恢复通航，各国商船可以自由航行。\n（责任编辑：顾远）\n相关新闻：\n渡轮停在港口');
SELECT * FROM pg_temp.fields(E'北方海峽恢復通航\n\n【本報訊】松德海岸警衛隊4日宣布，關閉九週的北方海峽即日起對所有船隻恢復通航，各國商船可以自由航行。\n\n發稿：2031/03/04　責任編輯：顧遠');

-- Paragraphs wrapped at a column are one again, lists and poems are not.
SELECT body FROM article(E'The Northern Strait is open to all ships again, the coast guard of\nSond said on Monday after nine weeks of closure. The last of the mines\nwas found by a fishing boat on Friday and blown up on Saturday, it\nsaid.\n\nTwo crews had stayed at home for nine days because of the mines, and\nthe owners of their ship had asked the court of Port Varrel to make\nthem sail.');
-- Another language, and none.
SELECT language FROM article('Le détroit du Nord est de nouveau ouvert à tous les navires, ont annoncé lundi les autorités du port.');
SELECT article(''), article(E' \n\t\n ');
-- Lines of any ending; blanks that nobody sees.
SELECT headline, body FROM article(E'\uFEFFStrait open again after nine weeks\r\n\r\n\u3000\u00A0The strait is open to all ships again, the coast guard of Sond said on Monday.\u2028It had been closed for nine weeks because of mines, and two crews had stayed at home.');
