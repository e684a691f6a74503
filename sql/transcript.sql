-- Transcripts: turns of those who ask and those who answer.
CREATE FUNCTION said(document text) RETURNS TABLE (answers int, speaker text, title text, organisation text, act text,
                                                   said text, nested boolean, content text)
LANGUAGE sql STABLE AS $$
    SELECT (j->>'answers')::int, j->>'speaker', j->>'title', j->>'organisation', j->>'act', j->>'said',
           coalesce((j->>'nested')::boolean, false), j->>'content'
    FROM statements(document) AS s, LATERAL (SELECT s::jsonb) AS t (j)
$$;

-- Capitals, a bare Q, stage directions, place and day in the heading.
\set briefing 'Press Briefing by Press Secretary Oda Quill, 3/4/2031\n\nHarbour Press Room\n9:05 A.M.\n\nMS. QUILL: Good morning, everybody. The ferry sails at noon.\n\nQ Will the President be aboard?\n\nMS. QUILL: No. (Laughter.) He has a bicycle.\n\nQ (Inaudible.)\n\nMS. QUILL: We urge Sond to mend the quay.\n\nThank you.\n\nEND\n9:20 A.M.'
SELECT kind, headline, dateline, published, language FROM article(:'briefing');
SELECT * FROM said(:'briefing');
SELECT body FROM article(:'briefing');

-- Names and outlets with colons; a name that occurs once; the label in short.
SELECT answers, speaker, act, content FROM said(E'Harbour Board Spokesperson Jon Marsh''s Regular Press Conference on March 4, 2031\n\nJon Marsh: The ferry sails at noon.\n\nSond Courier: Will it come back?\n\nJon Marsh: That is what ferries do.\n\nIda Brandt: My trunk is still aboard. Who pays for it?\n\nMarsh: I do not have the number with me.');

-- Several turns on a line, where line breaks were lost.
SELECT answers, speaker, act, content FROM said(E'March 4, 2031 MR. MARSH: You ready? Yes. Q Does it float? MR. MARSH: It does. It always has. Q Thank you. MR. MARSH: Good day.');

-- Records of parliaments.
SELECT answers, speaker, title, act, content FROM said(E'Hearing on the Ferry, March 4, 2031\n\nThe CHAIRMAN. The committee will come to order.\n\nSecretary BRANDT. The ferry is sound, and so is its crew.\n\nSenator QUILL. Have you told them that?\n\nSecretary BRANDT. I wrote to them on Monday.');

-- Chinese: questions and answers; outlet before the word for reporters; names; title and place of the heading.
\set jizhehui '2031年3月4日交通部发言人林舟主持例行记者会\n\n　　一、渡轮今天中午起航。\n　　问：码头何时修好？\n　　答：我们敦促松德方面尽快修复码头。\n　　至于船员，他们很好。\n　　瓦雷尔通讯社记者：总统会登船吗？\n　　林舟：不会。'
SELECT kind, headline, published, language FROM article(:'jizhehui');
SELECT answers, speaker, title, organisation, act, said, content FROM said(:'jizhehui');
-- The one who answers in brackets, the one who asks in his own words.
SELECT answers, speaker, act, content FROM said(E'问：我是《港口日报》记者。码头何时修好？\n答（林舟）：下周。\n问：谁来付钱？\n答（顾远）：松德。');
-- Remarks without a question.
SELECT kind FROM article(E'我们敦促松德方面立即修复码头，停止拖延。\n\n我们希望双方尽快恢复通航。');

-- A report is none for a colon, nor for an interview that it quotes.
SELECT kind FROM article(E'Ferry sails after nine weeks\n\nThe other point: the ferry has two crews, and both were at home for nine days because of the mines in the strait.\n\nClinton: 1,769\nSanders: 1,501\n\nThe ministry said on Monday that the ferry would sail at noon, whatever the weather.\n\nThe owners of the ship asked the court of Port Varrel to make the crews sail, and the court refused on Friday.');
-- Several speakers, and askers by name, outlet, both, or neither; who introduces himself with the first words.
SELECT answers, speaker, title, organisation, act, content FROM said(E'Foreign Ministry Spokesperson Ada Marlow''s Regular Press Conference on December 10, 2031\n\nAda Marlow: Two announcements. The ferry sails at noon.\n\nNorpress: Who is aboard?\n\nAda Marlow: The crew.\n\nQ (Sond Courier): Is the strait safe?\n\nA: It is.\n\nIda Brandt (Norpress): Are the mines gone?\n\nA: All of them.\n\nQ: Thank you. Jon Renn with Harbour Radio. Will you sail yourself?\n\nA: I get seasick.');
SELECT headline, published FROM article(E'Foreign Ministry Spokesperson Ada Marlow''s Regular Press Conference on December 10, 2031\n\nQ: Who is aboard?\n\nA: The crew.\n\nQ: Is the strait safe?\n\nA: It is.');
SELECT answers, speaker, title, organisation, act, content FROM said(E'2031年3月4日交通部发言人林舟主持例行记者会\n\n澜海通讯社记者顾远：码头何时修好？\n林舟：下周。\n《港口日报》记者：谁来付钱？\n林舟：松德。\n问：您好，我是松德广播电台记者。船员在哪里？\n林舟：在家里。（众人笑）他们很好。');

-- Names in lines of their own, without colons.
SELECT answers, speaker, act, content FROM said(E'Joint press conference on the ferry, March 4, 2031\n\nPrime Minister Ada Marlow\n\nThe ferry sails at noon.\n\nIda Brandt\n\nWhen does it come back?\n\nPrime Minister Ada Marlow\n\nAt midnight.\n\nIda Brandt\n\nWith whom?\n\nPrime Minister Ada Marlow\n\nWith the crew.\n\nIda Brandt\n\nAre you sure?');

-- A record that forgot the label of an answer; what stands below a rule answers nothing.
SELECT answers, speaker, act, content FROM said(E'2031年3月4日交通部发言人林舟主持例行记者会\n\n问：码头何时修好？\n答：下周。\n追问：下周几？\n我已经说过了，请等待通知。\n问：谁来付钱？\n答：松德。\n********\n记者会下周一休会。');

-- Remarks below a heading that announces who speaks; a report under such a heading tells it.
SELECT speaker, title, organisation, act, content FROM said(E'交通部发言人林舟就渡轮停航发表谈话\n\n渡轮停航九周，原因在松德一方。\n\n码头修好之日，就是复航之时。');
SELECT speaker, title, organisation, act, content FROM said(E'交通部向灾区派出渡轮\n\n交通部发言人林舟宣布：\n交通部决定向松德灾区派出两艘渡轮，明天启程。');
SELECT speaker, title, organisation, content FROM said(E'Statement by Harbour Board Spokesperson Jon Marsh on the Ferry\n\nMarch 4, 2031\n\nThe ferry has been repaired, and it will sail at noon. The crews of both ships have agreed to the new timetable.');
SELECT kind FROM article(E'交通部发言人林舟就渡轮停航发表谈话\n\n　　松德社3月4日电　交通部发言人林舟4日就渡轮停航发表谈话。林舟说，码头修好之后渡轮即可复航。');
-- Who is called with the outlet, who greets before the name; "有记者问" is a reporter; the editor of a paper by its name.
SELECT speaker, organisation, content FROM said(E'Press conference on the ferry, March 4, 2031\n\nMR. MARSH: The ferry sails at noon. Ida Brandt, Harbour Radio.\n\nQ When does it come back?\n\nMR. MARSH: At midnight.\n\nQ Thank you, sir, Jonas Renn with the Port Gazette. With whom?\n\nMR. MARSH: With the crew.') WHERE act = 'ask';
SELECT answers, speaker, title, organisation, content FROM said(E'澜海大使林舟接受《港口日报》副主编顾远专访实录\n\n顾远：码头何时修好？\n林大使：下周。\n顾远：谁来付钱？\n林大使：松德。\n有记者问：船员在哪里？\n林大使：在家里。');

-- An interview with labels on the first question and answer alone, below a paragraph about the one who answers.
SELECT answers, speaker, content FROM said(E'"I have mended nine quays"\n\nJon Marsh has mended quays for forty years, and none of them has sunk so far.\n\nSond Courier: Mr Marsh, why does the ferry not sail?\n\nMarsh: Because of the quay.\n\nWho is to mend it?\n\nI am.\n\nWhen will that be?\n\nNext week, if the weather holds.\n\nYou said that last week.\n\nThe weather did not hold.');

-- What closes a meeting is not said in it; a paragraph that opens with a stage direction begins anew.
SELECT answers, speaker, content FROM said(E'Public meeting on the ferry, March 4, 2031\n\nBrandt: Good evening. The ferry sails at noon.\n\n(In Sondish.) The crew is aboard.\n\nWoman in audience: What about my trunk, which is still aboard?\n\nBrandt: It sails, too.\n\nMarsh: And so does mine.\n\nMeeting closed at 9.10 pm.');
-- What others said, told within a turn, is nested in it; what the speaker's own side says is not.
SELECT answers, speaker, act, nested, content FROM said(E'2031年3月4日交通部发言人林舟主持例行记者会\n\n问：松德港务局局长布兰特昨天表示，码头不会修好。澜方对此有何评论？\n答：澜方注意到有关表态。澜方多次强调，码头必须修好。松方声称缺少资金，澜方坚决反对这种说法。');
SELECT speaker, act, nested, content FROM said(E'2031年3月4日交通部发言人林舟主持例行记者会\n\n问：松方提出的“海上通道”倡议称，渡轮应当免费。你刚才说码头没有修好。澜方是否认为松德总统皮涅拉会修码头？\n答：澜方一贯主张修好码头。\n问：松德总统皮涅拉说，码头不修。他还表示，渡轮也不要。请问有何评论？\n答：松德政府作出的承诺没有兑现，澜方对此表示遗憾。') WHERE nested;
DROP FUNCTION said(text);
