// <ae-course>: the lessons of the course, page by page: what is to be read, the tool it is about, a question
// before the experiment, and a task that is done once the tool says so. The tool is a child of the element,
// where the page looks for elements to define. Properties: step (a page, LESSON.PAGE), done (the pages whose
// question is answered and whose task is done), paper ("lesson": its page; or all of it as a "worksheet", or its
// "solutions"). The drawing goes along from page to page.

import texts from "../../../facts/texts/course.json" with { type: "json" };
import { Adjustable, settle } from "../../elements/adjustable.js";
import { language } from "../../elements/language.js";
import { reach } from "../../elements/terms.js";
import { write } from "../../elements/write.js";
import { fetchJson } from "../../files/fetch.js";
import { pageFile } from "../../files/places.js";
import { reachFormulas } from "../../parts/formulas.js";
import { holds, LESSONS, PAGES, placeOf } from "../../state/course.js";
import { Contents } from "./contents.js";
import { numbers } from "./numbers.js";
import { Light } from "./light.js";
import { Quiz } from "./quiz.js";
import { Question } from "./question.js";
import { Steps } from "./steps.js";
import { Task } from "./task.js";
import { Tool } from "./tool.js";
import { Words } from "./words.js";

export class Course extends Adjustable {
  static texts = texts;
  static terse = true;
  static styles = [new URL("course.css", import.meta.url)];
  static html = `
    <div class="screen">
      ${Steps.html}
      <div class="page starting">
        <article class="said">
          <p class="value place"></p>
          <h3 class="title" tabindex="-1"></h3>
          <div class="text"></div>
          ${Light.html}
          ${Question.html}
          ${Task.html}
          ${Quiz.html}
        </article>
        <div class="tool"><slot></slot></div>
        <div class="way">
          <div class="row">
            <button class="before" data-text="course_back"></button>
            <button class="after"></button>
          </div>
          <p class="note" data-text="course_kept"></p>
          <details class="teachers"><summary data-text="course_teachers"></summary></details>
        </div>
      </div>
      ${Contents.html} ${Words.html}
    </div>
    <div class="paper" hidden></div>`;

  #coming = new Map(); // by the names of their files: pages that were asked for, and those that are there
  #pages = new Map();
  #guesses = new Map(); // page → what was answered
  #tool = new Tool(this);
  #shown = ""; // the file of the page that is shown
  #tooled = null; // the page whose tool is shown
  #paper = null; // the lesson on paper, and what else is for teachers, once that is asked for
  #teachers = null;

  get drawings() {
    return { digit: this.#tool };
  }

  async start() {
    const root = /** @type {any} */ (this.shadowRoot);
    const views = [Steps, Light, Question, Task, Quiz, Contents, Words].map((Part) => new Part(this, root));
    [this.steps, this.light, this.question, this.task, this.quiz, this.contents, this.words] = views;
    for (const view of views) view.start();
    this.one(".before").onclick = () => this.go(-1);
    this.one(".after").onclick = () => this.go(1);
    this.one(".teachers").ontoggle = () => this.#teach();
    for (const change of ["shown", "settled", "draw", "code"])
      this.addEventListener(change, ({ target }) => target === this || this.#look());
    await this.begin({ digit: 2 });
  }

  #file(step) {
    return String(pageFile(step, language(this)));
  }

  /** What the page shows, asks and says, as aedemo/course.py has it: until another has come, the last. */
  get now() {
    return this.#pages.get(this.#file(this.step)) ?? this.#pages.get(this.#shown);
  }

  get evidence() {
    return this.#tool.evidence;
  }

  // What was answered to the question of the page; undefined as long as nothing was.
  get guess() {
    return this.#guesses.get(this.step);
  }

  set guess(value) {
    this.#guesses.set(this.step, value);
    this.#tool.set(this.now.reveals ?? {});
    this.refresh();
  }

  // The part of the tool that is lit up.
  set lit(name) {
    this.#tool.light(name);
  }

  get isDone() {
    return this.done.includes(this.step);
  }

  // Forwards or back, through all lessons.
  go(step) {
    const next = PAGES[PAGES.indexOf(this.step) + step];
    if (next) this.open(next);
  }

  /**
   * Goes to a page once it has come; its title has the focus then.
   * @param {string} page
   */
  async open(page) {
    await this.#load(page);
    this.step = page;
    this.one(".title").focus({ preventScroll: true });
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView();
  }

  /**
   * Lays the lesson on paper, or shows its page again; the title has the focus then.
   * @param {string} paper
   */
  async lay(paper) {
    this.paper = paper;
    this.show();
    await this.#lay();
    (paper === "lesson" ? this.one(".title") : this.#paper.one("h3")).focus();
  }

  async #lay() {
    const laid = this.paper !== "lesson";
    this.one(".screen").hidden = laid;
    this.one(".paper").hidden = !laid;
    if (!laid) return;
    await this.loading(() => import("./paper.js"));
    this.#paper ??= this.#added("ae-paper", ".paper");
    await this.#paper.show();
  }

  async #teach() {
    await this.loading(() => import("./teachers.js"));
    this.#teachers ??= this.#added("ae-teachers", ".teachers");
  }

  #added(name, place) {
    const element = Object.assign(document.createElement(name), { course: this });
    return this.one(place).appendChild(element);
  }

  // Shows on the tool how the task can be done.
  solve() {
    const { tool, solution } = this.now;
    this.#tool.solve({ ...tool.state, ...solution.state }, solution.set ?? {});
  }

  refresh() {
    if (this.filled && !this.#pages.has(this.#file(this.step)))
      this.#load(this.step).then(() => this.refresh());
    super.refresh();
  }

  // Resolves when a page is there.
  #load(step) {
    const file = this.#file(step);
    const fetched = async () => this.#pages.set(file, await this.loading(() => fetchJson(file)));
    if (!this.#coming.has(file)) this.#coming.set(file, fetched());
    return this.#coming.get(file);
  }

  show() {
    const file = this.#file(this.step);
    const now = this.#pages.get(file);
    if (!now) return;
    this.#lay();
    if (this.paper !== "lesson") return;
    if (file !== this.#shown) {
      this.#shown = file;
      this.#page(now);
    }
    if (this.ready && this.#tooled !== this.step) {
      this.#tooled = this.step;
      this.#tool.take(now.tool);
      this.one(".tool").hidden = !now.tool;
    }
    this.light.show();
    this.question.show();
    this.task.show();
    this.steps.show();
    this.#teachers?.refresh();
    this.contents.show();
    this.words.show();
    this.#look();
  }

  // All that does not change as long as the page is shown.
  #page({ title, text }) {
    const { lesson, at } = placeOf(this.step);
    write(
      this.one(".place"),
      this.text("course_place", {
        lesson: lesson.label[language(this)],
        page: at + 1,
        pages: lesson.pages.length,
        minutes: lesson.minutes,
      }),
    );
    this.one(".page").classList.remove("starting");
    write(this.one(".title"), title);
    this.one(".text").innerHTML = text;
    for (const view of [this.light, this.question, this.task, this.quiz]) view.page();
    reachFormulas(this.one(".said"));
    reach(/** @type {ShadowRoot} */ (this.shadowRoot));
    const last = at === lesson.pages.length - 1;
    const next = LESSONS[LESSONS.indexOf(lesson) + 1];
    const after = this.one(".after");
    after.hidden = last && !next;
    write(
      after,
      last && next
        ? this.text("course_next_lesson", {
            lesson: next.label[language(this)],
          })
        : this.text("course_next"),
    );
    this.one(".before").disabled = this.step === PAGES[0];
  }

  // Whether the page is done by now; and its numbers.
  #look() {
    const { now, evidence } = this;
    if (!now) return;
    numbers(this, { ...evidence, guess: this.guess });
    const answered = !now.question || this.guess !== undefined;
    const asks = now.question || now.done;
    if (this.isDone || !asks || !answered || !holds(now.done ?? [], evidence)) return;
    this.done = [...this.done, this.step];
  }
}

settle(Course, "course");
customElements.define("ae-course", Course);
