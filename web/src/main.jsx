import { render } from "preact";
import "./style/base.css";
import "./style/parts.css";
import "./style/views.css";
import "./style/reader.css";
import { App } from "./app.jsx";

render(<App />, document.getElementById("desk"));
